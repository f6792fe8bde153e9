/* Upstream's locks of streams stay. */
