namespace Hub.Routes; internal static class Placeholder;
