"""The staff console: an aiohttp sub-app, server-rendered, live by server-sent events."""
