// Within a function of an app that has a `vinculo`, its `options` and a `screen`.
import UIKit
import Vinculo
import VinculoUI

@MainActor func inTheApp(
    vinculo: Vinculo, options: ConnectOptions, session: ConnectSession, screen: UIViewController, saved: Data, url: URL,
    activity: NSUserActivity
) async throws {
    var options = options
    options.confirmClose = true
    // BLOCK
}
func show(_: [ConnectedLink]) {}
func show(_: String) {}
