#!/usr/bin/env bash
# Builds the Explorer, www/dist/, from www/ and the package.
# Usage: scripts/build-page.sh   (scripts/setup.sh node and scripts/build.sh have made what it uses)
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "$0")/lib/common.sh"

build_page() { (cd www && node_modules/.bin/vite build --logLevel warn); }

timed explorer 'vite build, into www/dist' build_page
