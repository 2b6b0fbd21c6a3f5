// A ticket by hand.

import "./back.js";
