"""A park's accounts on WeChat, WeCom and Telegram: connected, checked, changed and dropped."""
