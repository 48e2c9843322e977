import android.content.Context;
import android.content.Intent;
import java.util.Base64;

/** Calls what came with Android 8 (API 26). It is there to be found. */
class TooNew {
    static void start(Context context, Intent intent) {
        context.startForegroundService(intent);
    }

    static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
