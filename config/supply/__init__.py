"""What the product is made of: locked, licensed, audited, listed. Run by `make check` and `make sbom`, never by the site.

python -m config.supply check            every package pinned with hashes, every licence allowed, no known vulnerability
python -m config.supply sbom FOLDER      the software bill of materials, CycloneDX JSON
"""
