"""The API, version 1."""

from ninja import NinjaAPI

api = NinjaAPI(title="Bluepool", version="1.0.0")
