from tests.assets.county import world as county

__all__ = ["county"]
