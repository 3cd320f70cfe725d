"""Settings, from the environment, with safe defaults. `bin/krets check` says what is missing to go live.

Every variable stands in `docs/operating.md`; a test compares the two.
"""

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from krets.db import places

places.read_settings_file()
env = os.environ.get

ROOT = Path(__file__).resolve().parent.parent
DATA = places.data_dir()
DEMO = env("KRETS_DEMO", "") == "1"
PORT = int(env("KRETS_PORT", "8000"))
URL = env("KRETS_URL", f"http://localhost:{PORT}").rstrip("/")
SECRET_KEY = env("KRETS_SECRET_KEY") or places.secret("secret_key")
# Former keys still open what they signed and sealed. `krets keys` changes them; docs/operating.md says how.
SECRET_KEY_FALLBACKS = env("KRETS_FORMER_KEYS", "").split() or places.former_secrets("secret_key")
DEBUG = False

_host = urlsplit(URL).hostname or "localhost"
_live = URL.startswith("https://")
ALLOWED_HOSTS = [_host, "localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "krets.home",
    "krets.asks",
    "krets.cases",
    "krets.networks",
    "krets.people",
    "krets.activity",
    "krets.search",
    "krets.files",
    "krets.codes",
    "krets.mail",
    "krets.web",
    "krets.api",
    "krets.records",
    "krets.db",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "krets.web.headers.middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "krets.db.identity.transaction_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "krets.db.identity.identity_middleware",
    "krets.web.language.middleware",
    "krets.web.limits.middleware",
    "krets.web.watch.middleware",
    "krets.people.adapter.required.middleware",
    "krets.web.addresses.middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "krets.web.returning.middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "krets.urls"
WSGI_APPLICATION = "krets.wsgi.application"

_builtins = ["django.templatetags.i18n", "django.templatetags.static"]
_builtins += ["krets.web.templatetags.quick", "krets.web.templatetags.krets"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": _builtins,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "krets.web.context.page",
            ],
        },
    }
]

# The web serves as the application role; only migrations and commands that say so use the owner's.
DATABASES = {
    "default": {
        **places.application().django(),
        "CONN_HEALTH_CHECKS": False,
        "TEST": {"MIGRATE": False},
    },
    "owner": places.owner().django(),
}
if env("KRETS_POOL"):  # the web process; commands and jobs keep one connection each
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": int(env("KRETS_POOL", "")),
        "timeout": 10,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What turns an account into a reader lives upstairs; the ground floor only knows its name.
KRETS_READER_OF = "krets.networks.rules.reader_of"
KRETS_READER_OF_PERSON = "krets.networks.rules.reader_of_person"
KRETS_COORDINATES = "krets.networks.adapter.coordinates"
KRETS_INBOX = "krets.inbox.take"
KRETS_POSTBOX = "krets.inbox.takes"
KRETS_STILL_READS = "krets.inbox.still_reads"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["krets.networks.adapter.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "krets.people.adapter.passwords.Breached",
        "OPTIONS": {"path": env("KRETS_BREACHED_PASSWORDS", "")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "krets.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Who must have a second step: none, operators, coordinators (and operators), or everybody.
SECOND_STEP_FOR = env("KRETS_SECOND_STEP_FOR", "none")
MFA_ADAPTER = "krets.people.adapter.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
# The demo drives many sign-ins from one address; the limits themselves have their own test.
# Whoever types somebody else's address must not keep them out: a key is of a visitor's address and an account.
ACCOUNT_RATE_LIMITS: Any = (
    False
    if DEMO
    else {
        "request_login_code": "20/m/ip",
        "reset_password": "20/m/ip",
        "login_failed": "10/m/ip,5/5m/key",
        "letter_to_address": "3/m/key,20/d/key",
        "letters_to_address": "40/d/key",
        "ask_entry": "20/m/ip",
        "entry_code": "30/m/ip",
    }
)
LIMITS = {} if DEMO else {"find": 120, "api": 600, "refused": 30}  # a minute, in each web process
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("KRETS_PROXIES", "0"))  # whose X-Forwarded-For is believed

# Sign-in's limits hold over all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_attempt",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_ENGINE = "krets.people.adapter.sessions"
SESSION_COOKIE_NAME = "krets"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = _live
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "krets.web.refusals.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _live else None
SECURE_HSTS_SECONDS = 31536000 if _live else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A folder with a host's own files of countries: what the gate asks and warns of. They go before ours.
COUNTRIES = env("KRETS_COUNTRIES", "")

LANGUAGE_CODE = env("KRETS_LANGUAGE", "sv")
LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]
TIME_ZONE = env("KRETS_TIME_ZONE", "Europe/Stockholm")
USE_TZ = True
FORMAT_MODULE_PATH = "krets.web.formats"

STATIC_URL = "/static/"
STATIC_ROOT = env("KRETS_STATIC") or str(DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "krets.web.storage.StaticStorage"},
}
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_LIMIT = int(env("KRETS_FILE_LIMIT", str(25 * 1024 * 1024)))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SEARCH_DIR = DATA / "search"
LEXICON_DIR = DATA / "lexicon"
SYNONYMS = env("KRETS_SYNONYMS", "")  # a file of other ways to say the same, beside our own
EMBEDDING = env("KRETS_EMBEDDING", "")  # a folder or an address; search finds by words alone without it
EMBEDDING_MODEL = env("KRETS_EMBEDDING_MODEL", "")

# Letters go out through this server; without one they wait in the outbox (and the demo keeps them in a folder).
MAIL_SMTP = env("KRETS_SMTP", "")
MAIL_FROM = env("KRETS_MAIL_FROM", f"Krets <krets@{_host}>")
MAIL_DOMAIN = env("KRETS_MAIL_DOMAIN", _host)
MAIL_LISTEN = env("KRETS_MAIL_LISTEN", "127.0.0.1:8025")
MAIL_IMAP = env("KRETS_IMAP", "")
MAIL_AUTHSERV = env("KRETS_AUTHSERV_ID", "")
DEFAULT_FROM_EMAIL = MAIL_FROM
# What the register of processing says of the host: names and addresses as its readers shall see them.
CONTROLLER = env("KRETS_CONTROLLER", "")
DATA_PROTECTION_OFFICER = env("KRETS_DATA_PROTECTION_OFFICER", "")
PROCESSORS = env("KRETS_PROCESSORS", "")
CONTACT = env("KRETS_CONTACT") or parseaddr(MAIL_FROM)[1]

# Then nothing is removed without a retention decision.
RUN_BY_AUTHORITY = env("KRETS_RUN_BY_AUTHORITY", "") == "1"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["krets.recurring"]

SILENCED_SYSTEM_CHECKS = ["security.W008"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("KRETS_LOG", "WARNING")},
}
