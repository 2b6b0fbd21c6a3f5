from tests.demo_park import demo, demo_template_url

__all__ = ["demo", "demo_template_url"]
