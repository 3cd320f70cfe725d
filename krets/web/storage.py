from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise says no types
    """Hashed names, so that browsers keep files for ever; a missing file is an error where it is named."""

    manifest_strict = True
