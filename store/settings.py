"""Settings: read from the environment (`MRAWATCH_…`) or a `.env` file, built when called, never at import."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from store.errors import ConfigurationError


class Settings(BaseSettings):
    """What a user may set. Only composition roots (command line, nightly run, web) read it.

    home: the folder that holds the embedded database, the raw bodies and the publications.
    database_url: any SQLAlchemy URL of SQLite or PostgreSQL; SQLite in `home` where it is not set.
    newsrooms: which newsrooms a night reads by default: the bundled replicas on loopback, or the real ones.
    contact: an address or page that the user agent names; needed before a real newsroom is read.
    public_reads: whether the HTTP API answers questions without a token; what it writes always needs one.
    rate_limit: how many requests of one token, or one address without a token, the HTTP API answers.
    webhook_loopback: whether webhooks may lead to receivers on this machine, by http too.
    """

    model_config = SettingsConfigDict(
        env_prefix="MRAWATCH_", env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    home: Path = Path("mrawatch-data")
    database_url: str | None = None
    newsrooms: Literal["bundled", "real"] = "bundled"
    contact: str | None = Field(default=None, min_length=3)
    public_reads: bool = False
    rate_limit: str = "120/minute"
    webhook_loopback: bool = False

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; a value that cannot be used raises ConfigurationError naming its variable."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            variable = "MRAWATCH_" + "_".join(str(part) for part in first["loc"]).upper()
            raise ConfigurationError(
                f"{variable}: {first['msg']}", remedy=f"correct or unset {variable} in the environment or in .env"
            ) from error

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.home / 'mrawatch.db'}"

    @property
    def archive(self) -> Path:
        """The folder of raw bodies, kept by content hash."""
        return self.home / "archive"

    @property
    def publications(self) -> Path:
        """The folder of publications."""
        return self.home / "publications"
