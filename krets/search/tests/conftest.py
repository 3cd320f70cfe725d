from krets.search.tests.words_of_tests import library

__all__ = ["library"]
