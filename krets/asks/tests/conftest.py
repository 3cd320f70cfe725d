from krets.asks.tests.an_archive import take

__all__ = ["take"]
