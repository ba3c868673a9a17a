"""GitHub: stars of repositories (https://docs.github.com/rest/repos/repos#get-a-repository)."""

from __future__ import annotations

import os

from mkdocs_researcher.services.counts import Citations, CountRequest, CountResult
from mkdocs_researcher.services.http import Fetcher, FetchError, Shape, base_url, shaped

_PAUSE = 0.1


class _Repository(Shape):
    stargazers_count: Citations


class GitHub:
    """Fetches stars from GitHub."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.base_url = base_url("RESEARCHER_GITHUB_URL", "https://api.github.com")
        self.token = os.environ.get("GITHUB_TOKEN", "")
        self.headers = {"Accept": "application/vnd.github+json"}
        if self.token:
            self.headers["Authorization"] = f"Bearer {self.token}"

    def fetch(self, request: CountRequest, result: CountResult) -> None:
        """Adds the stars of all repositories to a result, which keeps them if a `FetchError` ends it."""
        for name in request.repositories:
            try:
                data = self.fetcher.json(f"{self.base_url}/repos/{name}", headers=self.headers, pause=_PAUSE)
            except FetchError as error:
                if error.status not in {404, 451}:  # 451: taken down for legal reasons
                    raise self._explained(error) from None
                data = None
            if data is not None:
                result.stars[name] = shaped(_Repository, data, "GitHub").stargazers_count
            result.answered_repositories.add(name)

    def _explained(self, error: FetchError) -> FetchError:
        if error.status == 401 and self.token:
            return FetchError(f"{error}; check GITHUB_TOKEN", error.status)
        if error.status in {403, 429} and not self.token:
            return FetchError(f"{error}; without GITHUB_TOKEN it allows 60 requests an hour", error.status)
        return error
