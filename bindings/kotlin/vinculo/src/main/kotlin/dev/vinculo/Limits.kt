package dev.vinculo

/**
 * Spans of time, in milliseconds.
 *
 * @property slow Loading is called slow.
 * @property loadTimeout Loading has failed.
 * @property lease Life of a token from the request for it; Belvo documents ten minutes.
 * @property exitGrace After an exit, how long a success may still follow.
 * @property lateCheck How long your backend may take to say whether a link was made.
 * @property returnGrace After the return from the bank, how long until [Notice.ReturnToBank].
 * @property record How long the disk may take.
 */
public class Limits
    @JvmOverloads
    constructor(
        public val slow: Long = 8_000,
        public val loadTimeout: Long = 30_000,
        public val lease: Long = 600_000,
        public val exitGrace: Long = 500,
        public val lateCheck: Long = 5_000,
        public val returnGrace: Long = 4_000,
        public val record: Long = 3_000,
    )
