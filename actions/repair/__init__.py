"""Reports of what is broken or dangerous: asked for, filed, followed."""
