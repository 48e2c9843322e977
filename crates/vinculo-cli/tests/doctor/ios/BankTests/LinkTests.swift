// In a test: UIApplication.shared.canOpenURL
import XCTest
