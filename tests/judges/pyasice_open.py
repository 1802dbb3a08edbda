"""Opens containers with pyasice: prints the names of their files and how many signatures it sees, or fails."""

import re
import sys

# oscrypto 1.3.0, on which pyasice rests, cannot read the version of OpenSSL 3.0.10 and later.
NARROW, WIDE = r"\b(\d\.\d\.\d[a-z]*)\b", r"\b(\d+\.\d+\.\d+[a-z]*)\b"
search = re.search
re.search = lambda pattern, *rest: search(WIDE if pattern == NARROW else pattern, *rest)

from pyasice import Container  # noqa: E402

re.search = search

for file in sys.argv[1:]:
    with Container.open(file) as container:
        print(file, *container.data_file_names, len(list(container.iter_signatures())), sep="\t")
