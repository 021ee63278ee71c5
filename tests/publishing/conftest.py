"""The sample's site, built once for all tests of this folder."""

import pytest

from memory_record import sample_record
from qantar.publishing.profile import INTERNAL
from qantar.publishing.site import write_site
from site_pages import LANGS, Built


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("site")
    report = write_site(sample_record(), folder, profile=INTERNAL, langs=LANGS)
    return Built(folder, report)
