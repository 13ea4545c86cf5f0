namespace Hub.Adapters.Infno; internal static class Placeholder;
