from tests.assets.county import world

__all__ = ["world"]
