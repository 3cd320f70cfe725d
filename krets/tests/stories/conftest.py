"""What the stories are told with: one running demo, its post office, and a browser."""

from krets.tests.browser import chromium
from krets.tests.processes import demo, post

__all__ = ["chromium", "demo", "post"]
