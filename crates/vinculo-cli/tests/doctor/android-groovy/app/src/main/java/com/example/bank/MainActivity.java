package com.example.bank;

// Once asked intent.resolveActivity(packageManager) for ACTION_VIEW; the view does it now.
public final class MainActivity extends androidx.appcompat.app.AppCompatActivity {
    @Override
    protected void onNewIntent(android.content.Intent intent) {
        super.onNewIntent(intent);
        Session.current().openLink(intent.getDataString());
    }
}
