namespace Hub.Journal.Abstractions; internal static class Placeholder;
