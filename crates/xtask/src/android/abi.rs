//! The processors that Android runs on.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abi {
    Arm64,
    X86_64,
    /// Cheap phones of 32 bits. With an NDK alone: the list of symbols and the unwinder's build are of 64 bits.
    Armv7,
}

impl Abi {
    /// Those that both routes build, and that an AAR must have.
    pub(crate) const WIDE: [Self; 2] = [Self::Arm64, Self::X86_64];
    pub(crate) const ALL: [Self; 3] = [Self::Arm64, Self::X86_64, Self::Armv7];

    /// As Android calls it, and as folders of an AAR are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64-v8a",
            Self::X86_64 => "x86_64",
            Self::Armv7 => "armeabi-v7a",
        }
    }

    /// As Rust calls it.
    pub(crate) fn target(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-linux-android",
            Self::X86_64 => "x86_64-linux-android",
            Self::Armv7 => "armv7-linux-androideabi",
        }
    }

    pub(crate) fn processor(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64",
            Self::X86_64 => "x86_64",
            Self::Armv7 => "arm",
        }
    }

    /// In an ELF header.
    pub(crate) fn machine(self) -> u16 {
        match self {
            Self::Arm64 => 183,
            Self::X86_64 => 62,
            Self::Armv7 => 40,
        }
    }
}
