"""Lost property at the desk: what is missed, what is kept, and handing it out."""
