"""Settings. This package alone reads the environment; see docs/architecture.md for each variable."""

import logging
import sys
from pathlib import Path

from config.environment import (
    database,
    env,
    identity_provider,
    names_or_switch,
    required,
    secret_key,
    share_figures,
)
from config.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": database()}
# Shared by all processes: what counts failed sign-ins must not be each server's own.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "partners_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "django_tables2",
    "ninja",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "config",
    "partners",
    "optimizer.runs",
    "assets",
    "procurement",
    "api",
]

MIDDLEWARE = [
    "assets.middleware.SecretPathMiddleware",
    "config.figures.RequestFigures",
    "config.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "partners.middleware.PageMethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partners.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "partners.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partners.navigation.navigation",
            ],
        },
    }
]

AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "partners.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Bluepool: "
# Attempts to sign in, for each address and for each account; all else as the library has it.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key"}
UNKNOWN_TOKENS_PER_MINUTE = env.int("UNKNOWN_TOKENS_PER_MINUTE", default=60)
# Whose word on the caller's address is taken: the last so many proxies' in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXIES", default=1 if env.bool("BEHIND_TLS_PROXY", default=False) else 0
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# The second factor: `on` for everybody, or the roles that need one.
MFA_REQUIRED = names_or_switch("MFA_REQUIRED")
MFA_ADAPTER = "partners.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bluepool"
MFA_TOTP_TOLERANCE = 1
# Accounts are made by administrators; there is no address for a stranger to claim.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Single sign-on, where an identity provider is named.
SOCIALACCOUNT_PROVIDERS = identity_provider()
SOCIALACCOUNT_ADAPTER = "partners.single_sign_on.SingleSignOnAdapter"
# A form sent to us that ends at the provider would breach the CSP's form-action; a link does not.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", default=False)
OIDC_HAS_MFA = env.bool("OIDC_HAS_MFA", default=False)
PASSWORD_SIGN_IN = env.bool("PASSWORD_SIGN_IN", default=True)

# Django's own wall-clock zone; instants are stored and computed in UTC.
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="bluepool@localhost")

# A machine on the loopback interface has no TLS; everything else must.
INSECURE_HTTP = env.bool("INSECURE_HTTP", default=False)
SECURE_SSL_REDIRECT = not INSECURE_HTTP
# Monitors and load balancers ask from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture")
}

LOG_FORMAT = env.str("LOG_FORMAT", default="line" if DEBUG or sys.stderr.isatty() else "json")
LOGGING = logging_settings(env.str("LOG_LEVEL", default="INFO"), LOG_FORMAT, with_words=DEBUG)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

DJANGO_TABLES2_TEMPLATE = "parts/table.html"

# Limits of one solver run; a run may ask for less, never for more.
RUN_SECONDS_MAX = env.int("RUN_SECONDS_MAX", default=900)
RUN_MEMORY_MEBIBYTES = env.int("RUN_MEMORY_MEBIBYTES", default=6144)
RUN_WORKERS = env.int("RUN_WORKERS", default=2)

# Figures for Prometheus: kept only with a token, in a folder that all processes of the site share.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_FOLDER = Path(env.str("METRICS_FOLDER", default=str(BASE_DIR / "var" / "metrics")))
if METRICS_TOKEN:
    share_figures(METRICS_FOLDER)

BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", default=str(BASE_DIR / "var" / "backups")))

# How many days things are kept after they are over; `manage.py apply_retention` lets go of them.
RETENTION_DAYS = {
    "idempotency_keys": env.int("RETAIN_IDEMPOTENCY_KEYS_DAYS", default=30),
    "ended_tokens": env.int("RETAIN_ENDED_TOKENS_DAYS", default=365),
    "closed_accounts": env.int("RETAIN_CLOSED_ACCOUNTS_DAYS", default=365),
    "booking_texts": env.int("RETAIN_BOOKING_TEXTS_DAYS", default=730),
}

# The demo: the first password of its people, and where its workbooks go.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
DEMO_FOLDER = BASE_DIR / "var" / "demo"
