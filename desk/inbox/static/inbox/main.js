// The inbox's page.

import "./clock.js";
import "./list.js";
import "./conversation.js";
