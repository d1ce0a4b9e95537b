#pragma once

/* Compiled once, and not for each file of the application. The build that flatpak/build installs
 * goes without (-Db_pch=false), so that each file still includes what it needs. */
#include <adwaita.h>
