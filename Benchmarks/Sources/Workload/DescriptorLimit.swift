#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// How many files, and so connections, a process may have open.
public enum DescriptorLimit {
    /// Lets this process have as many as it may, and returns how many these are.
    @discardableResult
    public static func raise() -> Int {
        var limit = rlimit()
        #if canImport(Darwin)
            let descriptors = RLIMIT_NOFILE
            getrlimit(descriptors, &limit)
            limit.rlim_cur = min(limit.rlim_max, rlim_t(OPEN_MAX))
        #else
            let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            getrlimit(descriptors, &limit)
            limit.rlim_cur = limit.rlim_max
        #endif
        setrlimit(descriptors, &limit)
        return Int(clamping: limit.rlim_cur)
    }
}
