"""Settings of the site, read from the environment.

With nothing set the project starts in a safe local mode: SQLite, loopback hosts only, a secret key
drawn once into `.local/`. `ENVIRONMENT=production` asks for everything else and fails loudly.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from eig.environment import (
    chosen,
    database,
    flag,
    listed,
    mail_address,
    mail_server,
    number,
    page_cache,
    required,
    site_address,
    text,
)

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"
PRODUCTION = chosen("ENVIRONMENT", "local", "production") == "production"
DEBUG = flag("DEBUG") and not PRODUCTION


def _local_secret_key():
    """A random key drawn once and kept in the git-ignored folder, so that sessions survive a restart."""
    LOCAL_DIR.mkdir(exist_ok=True)
    path = LOCAL_DIR / "secret_key"
    if not path.exists():
        # Whole or not at all, whoever else starts at the same instant: the first to link it wins.
        handle, drawn = tempfile.mkstemp(dir=LOCAL_DIR)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(drawn, path)
        os.unlink(drawn)
    return path.read_text()


# Nobody waits longer than that for a mail server that does not answer.
MAIL_TIMEOUT = 10

if PRODUCTION:
    SECRET_KEY = required("SECRET_KEY")
    ALLOWED_HOSTS = listed("ALLOWED_HOSTS", needed=True)
    DATABASE = database(required("DATABASE_URL"), conn_max_age=60, conn_health_checks=True)
    SITE_ADDRESS = site_address(required("SITE_ADDRESS"))
    DEFAULT_FROM_EMAIL = mail_address("MAIL_FROM", required("MAIL_FROM"))
    MAILERS = {"default": mail_server(required("MAIL_SERVER"), MAIL_TIMEOUT)}
else:
    SECRET_KEY = text("SECRET_KEY") or _local_secret_key()
    ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
    DATABASE = database(text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"))
    SITE_ADDRESS = site_address(text("SITE_ADDRESS", "http://127.0.0.1:8000"))
    DEFAULT_FROM_EMAIL = mail_address("MAIL_FROM", text("MAIL_FROM", "site@localhost"))
    MAILERS = {
        "default": mail_server(text("MAIL_SERVER"), MAIL_TIMEOUT)
        if text("MAIL_SERVER")
        else {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": LOCAL_DIR / "mails"},
        }
    }
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Mails are tried as soon as what they tell is committed; with "no", `manage.py run_jobs` alone sends them.
MAIL_AT_ONCE = chosen("MAIL_AT_ONCE", "yes", "no") == "yes"

# What visitors wrote with the contact form is deleted after that time, which the form says.
CONTACT_KEPT_MONTHS = number("CONTACT_KEPT_MONTHS", 12, least=1)
# While the file is there, or MAINTENANCE is set, every page says that the site will be back in so many minutes.
MAINTENANCE = flag("MAINTENANCE")
MAINTENANCE_FILE = text("MAINTENANCE_FILE") or LOCAL_DIR / "maintenance"
MAINTENANCE_MINUTES = 10
# How many proxies of ours stand in front: each adds the address it was asked from to X-Forwarded-For.
TRUSTED_PROXIES = number("TRUSTED_PROXIES", 1 if PRODUCTION else 0)

if DATABASE["ENGINE"].endswith("sqlite3"):
    # Readers never wait for the one writer; a writer takes its lock at once instead of failing half-way.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DATABASES = {"default": DATABASE}

# Pages are kept in the memory of each process, or in one Redis or Valkey for all of them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": page_cache(text("CACHE_URL")),
}

INSTALLED_APPS = [
    # modeltranslation goes before the admin: it patches ModelAdmin.
    "modeltranslation",
    "eig.admin_site.EditorialAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "taggit",
    "eig",
    "eig.caching",
    "eig.accounts",
    "eig.notifications",
    "eig.publishing",
    "eig.images",
    "eig.languages",
    "eig.text",
    "eig.tags",
    "eig.seo",
    "eig.search",
    "eig.contact",
    "eig.pages",
    "community",
    "challenges",
    "blog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the pages that are kept: nothing answers 200 meanwhile.
    "eig.errors.MaintenanceMiddleware",
    # What it keeps holds all that the others add.
    "eig.caching.middleware.PageCacheMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "eig.text.middleware.PlayersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "eig.languages.middleware.Utf8Middleware",
    "eig.seo.middleware.RedirectMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "eig.languages.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the token is looked for: that reads the body.
    "eig.bodies.LightBodiesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # The last: what it answers has the headers of all that stand before.
    "eig.methods.KnownMethodsMiddleware",
]

ROOT_URLCONF = "eig.urls"
WSGI_APPLICATION = "eig.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eig.pages.context_processors.site",
                "eig.calls_banner.open_calls",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_RESET_TIMEOUT = 60 * 60  # of the link in a letter, in seconds
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# One line per language; the first is the default and has no prefix in addresses.
LANGUAGES = [
    ("fr", _("French")),
    ("en", _("English")),
]
LANGUAGE_CODE = LANGUAGES[0][0]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# An item may be written first in any language: a field never comes out empty while one of them has it.
MODELTRANSLATION_FALLBACK_LANGUAGES = tuple(code for code, _name in LANGUAGES)
# The second holds sentences of Django's own that we say otherwise; makemessages leaves it alone.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "eig" / "languages" / "wording"]
FORMAT_MODULE_PATH = "eig.languages.formats"
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "eig.staticfiles.MadeFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "eig.staticfiles.UsedFilesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(text("MEDIA_ROOT") or BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "eig.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DSFR_USE_INTEGRITY_CHECKSUMS = False  # its checksums are those of the unhashed files

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Its own handler, of DEBUG, would print again what the root's prints.
        "django": {"handlers": []},
        "fontTools": {"level": "WARNING"},
    },
}
LOGIN_REDIRECT_URL = "admin:index"
FALLBACK_SERVICE_NAME = _("Site without a name yet")
