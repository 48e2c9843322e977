package dev.vinculo.bench;

import dev.vinculo.core.ConnectSession;
import dev.vinculo.core.Decision;
import dev.vinculo.core.Effect;
import dev.vinculo.core.Event;
import dev.vinculo.core.NavigationPolicy;
import dev.vinculo.core.UniffiLib;
import dev.vinculo.core.UniffiRustCallStatus;
import dev.vinculo.core.VinculoKt;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one call costs. Each benchmark has a process of its own: JNA's cleaner lags behind in a tight loop and slows what
 * comes after it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Calls {
    private ConnectSession session;
    private NavigationPolicy policy;

    @Setup
    public void open() throws Exception {
        session = Inputs.open();
        policy = VinculoKt.defaultNavigationPolicy();
    }

    /** What a method without arguments and answer costs: the object is kept alive for the call, and the call is made. */
    @Benchmark
    public void empty() {
        long handle = session.uniffiCloneHandle();
        UniffiLib.INSTANCE.uniffi_vinculo_fn_free_connectsession(handle, new UniffiRustCallStatus());
    }

    /** What a webview waits for at each navigation. */
    @Benchmark
    public List<Effect> advance() throws Exception {
        return session.advance(new Event.Navigation(Inputs.navigation()), Inputs.WALL_MS, Inputs.MONO_MS);
    }

    /** The same decision without a session. */
    @Benchmark
    public Decision decide() throws Exception {
        return VinculoKt.decide(policy, Inputs.URLS, Inputs.navigation());
    }

    /** What an app without Vinculo writes. */
    @Benchmark
    public boolean javaNetUri() {
        URI uri = URI.create(Inputs.WIDGET_PAGE);
        return mayLoad(uri.getScheme(), uri.getHost());
    }

    /** The same on Android, whose own class runs here on a JVM. */
    @Benchmark
    public boolean androidNetUri() {
        android.net.Uri uri = android.net.Uri.parse(Inputs.WIDGET_PAGE);
        return mayLoad(uri.getScheme(), uri.getHost());
    }

    private static boolean mayLoad(String scheme, String host) {
        if ("myapp".equals(scheme)) {
            return false;
        }
        return "https".equals(scheme) && ("widget.belvo.io".equals(host) || host.endsWith(".widget.belvo.io"));
    }
}
