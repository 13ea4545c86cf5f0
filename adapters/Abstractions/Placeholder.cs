namespace Hub.Adapters.Abstractions; internal static class Placeholder;
