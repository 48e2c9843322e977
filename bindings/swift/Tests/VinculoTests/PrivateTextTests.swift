import Testing
import VinculoGenerated

@Suite struct PrivateTextTests {
    @Test func printsNothingOfItsContent() {
        var dumped = ""
        for value in [PrivateText("SECRET") as Any, LinkId("SECRET") as Any] {
            dump(value, to: &dumped)
            dumped += String(describing: value) + String(reflecting: value) + "\([value])"
        }
        #expect(!dumped.contains("SECRET"))
        #expect(PrivateText("SECRET").value == "SECRET")
    }

    @Test func theLibraryAnswers() throws {
        #expect(try parsePageMessage(message: "no JSON") == .invalid(reason: .notJson))
    }
}
