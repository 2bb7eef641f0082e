enum PlayedCSAMPlaceholder {}
