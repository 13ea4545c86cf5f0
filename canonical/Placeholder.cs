namespace Hub.Canonical; internal static class Placeholder;
