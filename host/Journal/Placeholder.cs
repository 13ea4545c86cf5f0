namespace Hub.Journal; internal static class Placeholder;
