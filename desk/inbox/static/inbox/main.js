// The inbox's page.

import "./clock.js";
import "./list.js";
import "./several.js";
import "./conversation.js";
