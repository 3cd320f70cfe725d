from krets.search.tests.library import library

__all__ = ["library"]
