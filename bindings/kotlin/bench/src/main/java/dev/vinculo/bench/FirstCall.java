package dev.vinculo.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.vinculo.core.Decision;
import dev.vinculo.core.VinculoKt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Loading the library and deciding once, in a new process each time. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(15)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstCall {
    @Benchmark
    public Decision loadAndDecide() throws Exception {
        return VinculoKt.decide(VinculoKt.defaultNavigationPolicy(), Inputs.URLS, Inputs.navigation());
    }

    /** What of that is JNA's: a library of one's own without a single declared function. */
    @Benchmark
    public Library jnaAlone() {
        return Native.load("vinculo", Library.class);
    }
}
