#!/bin/sh
# Gives each fuzz target some seconds, one after the other, from the committed files: run.sh [SECONDS [TARGET…]]
set -eu
cd "$(dirname "$0")"
seconds=${1:-600}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- pdf_open pdf_fields pdf_fill pdf_compare font container manifest asic_manifest xades cms ocsp crl canonical validate trust_list data form scan_look
cargo +nightly fuzz build -s none
for target; do
    corpus=corpus/$target
    mkdir -p "$corpus" findings
    case $target in
    pdf_*) kinds='*.pdf' ;;
    font) kinds='*.ttf *.cmap' ;;
    container) kinds='*.edoc *.asice *.zip' ;;
    manifest | asic_manifest | xades) kinds='*.xml' ;;
    cms) kinds='*.p7s *.tst *.der' ;;
    ocsp) kinds='*.ocsp' ;;
    crl) kinds='*.crl' ;;
    validate) kinds='*.p7s *.tst *.xml' ;;
    canonical | trust_list) kinds='*.xml' ;;
    data) kinds='*.csv *.json *.jsonl *.toml *.xlsx' ;;
    form) kinds='*.toml' ;;
    scan_look) kinds='*.pdf *.edoc *.png *.jpg *.tif *.docx' ;;
    esac
    set -f
    for kind in $kinds '*.finding'; do
        find ../fixtures ../schemas ../tests ../assets seeds findings -name "$kind" -size -300k -exec cp -n {} "$corpus"/ \;
    done
    set +f
    echo "== $target"
    cargo +nightly fuzz run -s none "$target" -- -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048
done
