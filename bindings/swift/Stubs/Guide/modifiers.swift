// Modifiers of a view.
import SwiftUI
import Vinculo
import VinculoUI

struct Accounts: View {
    let vinculo: Vinculo
    let options: ConnectOptions
    @State var isConnecting = false
    @State var broken: LinkId?
    @Environment(\.scenePhase) var scenePhase

    var body: some View {
        EmptyView()
            // BLOCK
    }
}
