"""The WSGI application that the server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded by now stays; looking it over for garbage at every few hundred new objects costs each request a tenth.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
