namespace Hub.Certs; internal static class Placeholder;
