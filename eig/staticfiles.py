from whitenoise.storage import CompressedManifestStaticFilesStorage


class PrunedManifestStorage(CompressedManifestStaticFilesStorage):
    """Static files named by content and compressed beforehand."""
