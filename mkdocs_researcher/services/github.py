"""GitHub: stars of repositories (https://docs.github.com/rest/repos/repos#get-a-repository)."""

from __future__ import annotations

import os

from mkdocs_researcher.services.answers import Citations, CountRequest, CountResult, Shape, address_of
from mkdocs_researcher.services.http import Fetcher, FetchError, shaped

_PAUSE = 0.1


class _Repository(Shape):
    stargazers_count: Citations


class GitHub:
    """Asks GitHub.

    Args:
        fetcher: asks servers.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.address = address_of("RESEARCHER_GITHUB_URL", "https://api.github.com")
        self.token = os.environ.get("GITHUB_TOKEN", "")
        self.headers = {"Accept": "application/vnd.github+json"}
        if self.token:
            self.headers["Authorization"] = f"Bearer {self.token}"

    def ask(self, question: CountRequest, answer: CountResult) -> None:
        """Fills in the stars of all repositories.

        Raises:
            FetchError: it stopped answering; what came before stands in the answer.
        """
        for name in question.repositories:
            try:
                data = self.fetcher.json(f"{self.address}/repos/{name}", headers=self.headers, pause=_PAUSE)
            except FetchError as error:
                if error.status not in {404, 451}:  # 451: taken down for legal reasons
                    raise self._explained(error) from None
                data = None
            if data is not None:
                answer.stars[name] = shaped(_Repository, data, "GitHub").stargazers_count
            answer.repositories.add(name)

    def _explained(self, error: FetchError) -> FetchError:
        if error.status == 401 and self.token:
            return FetchError(f"{error}; is GITHUB_TOKEN right?", error.status)
        if error.status in {403, 429} and not self.token:
            return FetchError(f"{error}; without GITHUB_TOKEN it answers 60 questions an hour", error.status)
        return error
